variable "queue_actions" {
  type    = list(string)
  default = ["sqs:ReceiveMessage"]
}
