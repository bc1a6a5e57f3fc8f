#!/usr/bin/env bash
# Builds the release archives: static programs with manual page, completions, units and the licences
# of what they contain, and their checksums.
#   cmd/ziping/deploy/release.sh VERSION [FOLDER] [PLATFORM…]
#   cmd/ziping/deploy/release.sh --licences
# The same commit gives the same programs, whoever builds them.
set -euo pipefail
umask 022
cd "$(dirname "$0")/../../.."
version=${1:?用法：release.sh 版本号 [文件夹] [平台…]}
out=${2:-dist}
platforms=("${@:3}")
[ ${#platforms[@]} -gt 0 ] || platforms=(linux/amd64 linux/arm64 linux/loong64 windows/amd64)
export CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=auto"

# The licences of Go, of every module in the program, and of the faces it carries.
licences() {
  echo "ziping contains the following works under their own licences."
  printf '\n==== Go %s\n\n' "$(go env GOVERSION)"; cat "$(go env GOROOT)/LICENSE"
  # A module of one system only, such as Windows, is in its archives too.
  for os in linux windows; do GOOS=$os go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/ziping; done |
    LC_ALL=C sort -u | while read -r path number dir; do
      found=$(find "$dir" -maxdepth 1 \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' \) -type f | LC_ALL=C sort)
      [ -n "$found" ] || { echo "no licence: $path" >&2; exit 1; }
      printf '\n==== %s %s\n\n' "$path" "$number"
      while read -r file; do cat "$file"; echo; done <<<"$found"
    done
  for file in export/fonts/faces/*/OFL.txt; do printf '\n==== %s\n\n' "$(basename "$(dirname "$file")")"; cat "$file"; done
}
if [ "$version" = --licences ]; then licences; exit; fi

when=$(git log -1 --format=%ct 2>/dev/null || echo 0)
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { go build -ldflags "-s -w -X main.version=$version" -o "$1" ./cmd/ziping; }
licences >"$work/THIRD-PARTY-LICENSES.txt"
build "$work/own" # writes the manual page and the completions
mkdir "$work/completions"
"$work/own" manual >"$work/ziping.1"
for shell in bash zsh fish powershell; do "$work/own" completion "$shell" >"$work/completions/ziping.$shell"; done

for platform in "${platforms[@]}"; do
  os=${platform%/*} arch=${platform#*/} ending=
  [ "$os" = windows ] && ending=.exe
  name="ziping-$version-$os-$arch"
  echo "== $name"
  mkdir "$work/$name"
  GOOS=$os GOARCH=$arch build "$work/$name/ziping$ending"
  cp -r LICENSE README.md "$work"/{THIRD-PARTY-LICENSES.txt,ziping.1,completions} "$work/$name/"
  cp cmd/ziping/deploy/{ziping.service,ziping-backup.service,ziping-backup.timer,alerts.yaml,dashboard.json} "$work/$name/"
  find "$work/$name" -exec touch -d "@$when" {} +
  if [ "$os" = windows ]; then
    (cd "$work" && find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -qX "$name.zip" -@) && mv "$work/$name.zip" "$out/"
  else
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n9 >"$out/$name.tar.gz"
  fi
done
(cd "$out" && sha256sum ziping-"$version"-* >SHA256SUMS)
