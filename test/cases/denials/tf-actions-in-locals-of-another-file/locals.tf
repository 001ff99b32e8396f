locals {
  actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
}
