variable "may_write" {
  type = bool
  default = false
}
locals {
  base    = ["sqs:ReceiveMessage"]
  actions = concat(local.base, var.may_write ? ["sqs:SendMessage"] : [])
}
