package store

import (
	"errors"
	"fmt"
	"strings"

	"ziping/dialog"
)

// The outcomes a caller has to tell apart. Their texts may be shown to people.
var (
	// ErrUnavailable: the store could not be reached or did not confirm. The change may
	// or may not have happened; repeating it with the same update id is safe.
	ErrUnavailable = errors.New("存储暂时不可用，请稍后再试")
	// ErrDuplicate: this update was committed before. That is success; nothing is left to do.
	ErrDuplicate = errors.New("该操作已处理过")
	// ErrClosed: answers cannot be changed any more, the evaluation was submitted or approved.
	ErrClosed = errors.New("该自评已送审，不能再修改")
	// ErrNotMember: the person has no role in the unit, or has it no longer.
	ErrNotMember = errors.New("您不在该单位的人员名单中")
	// ErrNotFound: there is no such unit or evaluation.
	ErrNotFound = errors.New("没有找到该单位或该年度的自评")
	// ErrExists: the unit already has an evaluation of that year.
	ErrExists = errors.New("该单位该年度的自评已经建立")
	// ErrNameTaken: another unit has the name, or had it before it was renamed.
	ErrNameTaken = errors.New("已有单位用这个名称，或曾用过这个名称")
	// ErrInvalid: an argument cannot be stored; the wrapping error says which.
	ErrInvalid = errors.New("数据不符合要求")

	// ErrInviteInvalid: no such invitation, or it is not for this person.
	ErrInviteInvalid = errors.New("邀请码无效，请核对后重新输入")
	// ErrInviteExpired: the invitation is past its date.
	ErrInviteExpired = errors.New("邀请码已过期，请向财政局重新索取")
	// ErrInviteUsed: the invitation has been used up.
	ErrInviteUsed = errors.New("邀请码已被使用，请向财政局重新索取")
	// ErrInviteLimit: too many wrong tokens within an hour.
	ErrInviteLimit = errors.New("邀请码输错次数过多，请一小时后再试")

	// ErrLeaseLost: another deliverer has taken the message over.
	ErrLeaseLost = errors.New("消息已由另一进程接手")
	// ErrPartitions: the store was created with another number of partitions.
	ErrPartitions = errors.New("存储的分区数与本程序不一致，不能使用")
	// ErrSchema: a newer program has written the store.
	ErrSchema = errors.New("存储由更新版本的程序写成，请升级本程序后再用")
	// ErrNotEmpty: a backup is restored into an empty store only.
	ErrNotEmpty = errors.New("存储中已有数据，未作任何改动；如需合并请加 --merge")
)

// Conflict says that a commit was made on a state that is no longer current. Nothing was
// written: load the session and make the step again.
type Conflict struct {
	Keys   []dialog.Key // answers somebody else has changed
	Cursor bool         // the same person's cursor has moved on
	Status bool         // the evaluation's status has changed
	Role   bool         // the person's role has changed
	Memory bool         // what was remembered of the session has changed; see Store.Recall
}

// Error names what changed, without any answer.
func (c *Conflict) Error() string {
	var what []string
	if len(c.Keys) > 0 {
		keys := make([]string, len(c.Keys))
		for i, k := range c.Keys {
			keys[i] = string(k)
		}
		what = append(what, "答案 "+strings.Join(keys, "、"))
	}
	if c.Cursor {
		what = append(what, "填报位置")
	}
	if c.Status {
		what = append(what, "自评状态")
	}
	if c.Role {
		what = append(what, "人员角色")
	}
	if c.Memory {
		what = append(what, "会话")
	}
	return "内容已被更新：" + strings.Join(what, "；")
}

// BackupError says why a backup cannot be restored. Nothing was written.
type BackupError struct {
	Line   int // 1 is the header
	Reason string
}

// Error names the line and the reason.
func (e *BackupError) Error() string {
	return fmt.Sprintf("备份文件第 %d 行有误：%s；未作任何改动", e.Line, e.Reason)
}

func invalid(reason string) error { return fmt.Errorf("%w：%s", ErrInvalid, reason) }
