data "aws_caller_identity" "here" {}
resource "aws_iam_role" "press" {
  name               = "press"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "press" {
  role = aws_iam_role.press.id
  policy = templatefile("${path.module}/press.tftpl", {
    account = data.aws_caller_identity.here.account_id
    topic   = "arn:aws:sns:eu-west-2:111122223333:proofs"
  })
}
