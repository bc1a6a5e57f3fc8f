package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"

	"ziping/dialog"
	"ziping/dialog/store"
)

// What the bot says by itself, outside of the conversation.
const (
	textStranger = "您好，这里是部门整体支出绩效自评填报助手。请通过本单位负责人或财政部门发给您的邀请链接进入。\n您的用户号是 %d（财政部门设置管理员时需要）。"
	textGroup    = "本助手只在私聊中使用，请点开我的头像发起私聊。"
	textNoTable  = "贵单位用的指标体系没有装入本助手，暂时不能填报；已填的内容都在，不会丢。请与财政部门联系，装入后发送 /start 即可继续。"
	textNothing  = "本单位今年的自评尚未建立，请与财政部门联系。建立后发送 /start 即可开始。"
	textCrowded  = "您连续发来的消息太多，前面的还没有处理完：这一条和紧接着的没有处理。请等前面的都有了回复，再从没有回复的那一条起重新发送。"
	textFailed   = "抱歉，这条消息处理出错，已记录。请换一种方式再试，或发送 /start 回到目录。"
)

// strangerText is what somebody without a role is told, with the number that the finance bureau needs
// to make somebody an operator and that nothing else shows.
func strangerText(user int64) string { return fmt.Sprintf(textStranger, user) }

// handle settles one update. An error means that it has to be tried again.
func (b *Bot) handle(ctx context.Context, j *job) error {
	var u models.Update
	if err := json.Unmarshal(j.raw, &u); err != nil {
		b.log.Error("update cannot be decoded", "update", j.update, "chat", j.chat, "bytes", len(j.raw))
		return b.bury(ctx, j, "cannot be decoded: "+err.Error())
	}
	begun := instant()
	u.ID = j.update
	e := translate(&u)
	if err := b.settle(ctx, e); err != nil {
		return err
	}
	b.status.update(func(s *Status) { s.LastCommit = instant() })
	b.meter.Settled(kindWord(e), time.Since(begun))
	return nil
}

func (b *Bot) settle(ctx context.Context, e event) error {
	toast := ""
	switch e.kind {
	case spoken:
		e.in.At = b.now()
		var err error
		if toast, err = b.turn(ctx, e); err != nil {
			return fmt.Errorf("turn: %w", err)
		}
	case outside:
		b.leave(ctx, e)
	case blocking:
		if err := b.store.Blocked(ctx, e.user, e.blocked); err != nil {
			return fmt.Errorf("note that the bot was blocked or unblocked: %w", err)
		}
	case ignored:
	}
	b.taps.answer(e.query, toast)
	return nil
}

// bury puts an update aside for good and tells the person, when there is one to tell.
func (b *Bot) bury(ctx context.Context, j *job, reason string) error {
	if err := b.store.DeadLetter(ctx, j.update, j.raw, reason); err != nil {
		return fmt.Errorf("keep the dead letter: %w", err)
	}
	if j.private && j.chat > 0 {
		if err := b.tell(ctx, j.update, j.chat, dialog.Reply{Kind: dialog.Send, Text: textFailed}); err != nil {
			return err
		}
	}
	b.taps.answer(j.query, "")
	b.status.update(func(s *Status) { s.Buried++ })
	b.meter.Buried("update")
	return nil
}

// refuse settles an update that is one of too many of its chat; once a minute the person is told.
func (b *Bot) refuse(ctx context.Context, j *job) error {
	b.taps.answer(j.query, "前面的消息还没有处理完，请稍候再点。")
	if !j.private || !b.visitors.crowded.allow(j.chat, j.update, b.now()) {
		return b.tell(ctx, j.update, j.chat)
	}
	return b.tell(ctx, j.update, j.chat, dialog.Reply{Kind: dialog.Send, Text: textCrowded})
}

// tell puts replies into the outbox for somebody without an evaluation.
func (b *Bot) tell(ctx context.Context, update, chat int64, replies ...dialog.Reply) error {
	return b.tellAs(ctx, store.Answer, update, chat, replies...)
}

// tellAs is tell for replies that have to wait for others.
func (b *Bot) tellAs(ctx context.Context, class store.Class, update, chat int64, replies ...dialog.Reply) error {
	var out []store.Message
	for i := range replies {
		out = append(out, store.Message{Chat: chat, Class: class, Reply: &replies[i]})
	}
	err := b.store.CommitChat(ctx, update, chat, out, b.now())
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return fmt.Errorf("commit to the chat: %w", err)
	}
	return nil
}
