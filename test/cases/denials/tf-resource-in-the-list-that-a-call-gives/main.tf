resource "aws_sqs_queue" "mail" {
  name = "mail"
}
resource "aws_sqs_queue" "sms" {
  name = "sms"
}
resource "aws_iam_role" "sender" {
  name               = "sender"
  assume_role_policy = file("trust.json")
}
module "send" {
  source    = "./modules/policy"
  actions   = ["sqs:SendMessage"]
  resources = [
    aws_sqs_queue.mail.arn,
  ]
}
resource "aws_iam_role_policy_attachment" "sender" {
  role       = aws_iam_role.sender.name
  policy_arn = module.send.arn
}
