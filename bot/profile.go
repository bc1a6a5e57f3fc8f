package bot

import (
	"context"

	tg "github.com/go-telegram/bot"
)

// What Telegram shows of the bot: in an empty chat above the start button, and beside its picture
// (Bot API, setMyDescription, 512 characters; setMyShortDescription, 120).
const (
	description = "部门整体支出绩效自评填报助手。\n\n一题一题地填本单位的人员、预算、项目和成效，数字对不上当场提醒，按评分标准算出每一分，最后给出公文格式的自评报告。" +
		"可以随时停下，换个时间接着填；几个人可以一起填。\n\n请用负责人或财政部门发给您的邀请链接进入。"
	shortDescription = "部门整体支出绩效自评：一题一题填，当场核对，自动计分，生成报告。"
)

// introduce sets what Telegram shows of the bot where it is something else. It is decoration: a
// failure is logged, and the next start tries again.
func (m *menu) introduce() {
	m.calls.Go(func() {
		ctx, cancel := context.WithTimeout(m.ctx, callTimeout)
		defer cancel()
		long, err := m.api.GetMyDescription(ctx, &tg.GetMyDescriptionParams{})
		if err == nil && long.Description != description {
			_, err = m.api.SetMyDescription(ctx, &tg.SetMyDescriptionParams{Description: description})
		}
		if err != nil {
			m.log.Warn("description not set", "error", m.api.clean(err))
			return
		}
		short, err := m.api.GetMyShortDescription(ctx, &tg.GetMyShortDescriptionParams{})
		if err == nil && short.ShortDescription != shortDescription {
			_, err = m.api.SetMyShortDescription(ctx, &tg.SetMyShortDescriptionParams{ShortDescription: shortDescription})
		}
		if err != nil {
			m.log.Warn("short description not set", "error", m.api.clean(err))
		}
	})
}
