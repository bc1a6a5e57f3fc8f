package packs

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
)

// SchemaFile lets editors complete and check a pack.
const SchemaFile = "pack.schema.json"

var idLine = regexp.MustCompile(`(?m)^id: .*$`)

// CopyTo writes a pack that ships into a new folder, under an id of its own and with the schema beside it.
// What it includes from the shared files stays with the program; the guides for authors come with it.
func CopyTo(dir, shipped, id string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err // names the folder
	}
	files, err := fs.Glob(FS, shipped+"/*")
	if err != nil {
		return err // only a malformed pattern
	}
	for _, name := range append(files, SchemaFile, "GUIDE.md", "README.md", "CHECKS.md") {
		data, err := fs.ReadFile(FS, name)
		if err != nil {
			return err // names the file
		}
		if path.Base(name) == packFile {
			data = idLine.ReplaceAll(data, []byte("id: "+id))
		}
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), data, 0o644); err != nil {
			return err // names the file
		}
	}
	return nil
}
