package bot

import (
	"cmp"
	"context"

	"ziping/dialog/store"
)

// A final report is built once: whoever asks for it later gets the file that Telegram keeps, as
// long as nothing has changed.

// finalOrBuilt is the report a job asks for, from Telegram's files or built.
func (d *deliverer) finalOrBuilt(ctx context.Context, m store.Message) (Document, error) {
	job, form := m.Report, cmp.Or(m.Report.Form, ".pdf")
	if !job.Draft {
		f, ok, err := d.store.SentFile(ctx, job.UnitID, job.Year, form)
		if err != nil {
			d.log.Warn("not known whether the report was sent before", "unit", job.UnitID, "year", job.Year, "error", err)
		}
		if ok {
			return Document{FileID: f.FileID, Caption: f.Caption}, nil
		}
	}
	return d.reporter.Report(ctx, job.UnitID, job.Year, form, job.Draft)
}

// remember keeps what Telegram calls a final report. When that fails the report is built again.
func (d *deliverer) remember(ctx context.Context, m store.Message, f store.SentFile) {
	if err := d.store.KeepSentFile(ctx, m.Report.UnitID, m.Report.Year, cmp.Or(m.Report.Form, ".pdf"), f); err != nil {
		d.log.Warn("sent report not remembered", "unit", m.Report.UnitID, "year", m.Report.Year, "error", err)
	}
}

// forget forgets a file that Telegram does not take any more, so that it is built anew, and
// reports whether that was possible.
func (d *deliverer) forget(ctx context.Context, m store.Message) bool {
	err := d.store.KeepSentFile(ctx, m.Report.UnitID, m.Report.Year, cmp.Or(m.Report.Form, ".pdf"), store.SentFile{})
	if err != nil {
		d.log.Warn("refused report not forgotten", "unit", m.Report.UnitID, "year", m.Report.Year, "error", err)
	}
	return err == nil
}
