package packs

import (
	_ "embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

//go:embed pack.schema.json
var schema []byte

const schemaFile = "pack.schema.json"

// schemaLine tells editors where the schema stands.
const schemaLine = "# yaml-language-server: $schema=" + schemaFile + "\n"

var idLine = regexp.MustCompile(`(?m)^id: .*$`)

// Export writes a shipped pack into the folder dir, which must not be there yet or be empty, with
// the schema for editors beside it. What it shares with others stays in the program. The pack's id
// becomes id, unless that is "".
func Export(shipped, dir, id string) error {
	if !slices.Contains(ids(), shipped) {
		return fmt.Errorf("没有规则包 %q，现有：%s", shipped, strings.Join(ids(), "、"))
	}
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 {
		return fmt.Errorf("文件夹 %s 里已经有文件，换一个空的文件夹", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	entries, err := fs.ReadDir(FS, shipped)
	if err != nil {
		return fmt.Errorf("read the pack: %w", err)
	}
	for _, e := range entries {
		data, err := fs.ReadFile(FS, path.Join(shipped, e.Name()))
		if err != nil {
			return fmt.Errorf("read the pack: %w", err)
		}
		if e.Name() == packFile {
			if id != "" {
				data = idLine.ReplaceAll(data, []byte("id: "+id))
			}
			data = append([]byte(schemaLine), data...)
		}
		if err := os.WriteFile(filepath.Join(dir, e.Name()), data, 0o644); err != nil {
			return fmt.Errorf("write the pack: %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, schemaFile), schema, 0o644); err != nil {
		return fmt.Errorf("write the schema: %w", err)
	}
	return nil
}
