variable "rules" {
  type = any
  default = [
    {
      actions   = ["sqs:ReceiveMessage"]
      resources = ["arn:aws:sqs:eu-west-1:111122223333:thumbs"]
    },
  ]
}
