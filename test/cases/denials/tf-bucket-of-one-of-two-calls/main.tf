resource "aws_iam_user" "live" {
  name = "archive-bot"
}

resource "aws_iam_user" "test" {
  name = "archive-test-bot"
}

module "live" {
  source = "./bucket"
  name   = "example-archive"
  writer = aws_iam_user.live
}

module "test" {
  source = "./bucket"
  name   = "example-archive-test"
  writer = aws_iam_user.test
}
