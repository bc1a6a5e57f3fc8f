package dialog

// SectionStatus is where a section stands in the task list.
type SectionStatus string

// The states of a section.
const (
	NotStarted SectionStatus = "未开始"
	InProgress SectionStatus = "进行中"
	Finished   SectionStatus = "已完成"
	HasErrors  SectionStatus = "有问题"
)
