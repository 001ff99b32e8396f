locals {
  ledger = "arn:aws:dynamodb:eu-west-2:111122223333:table/ledger"
}
resource "aws_iam_role" "books" {
  name               = "books"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "books" {
  role   = aws_iam_role.books.id
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Look",
          "Effect": "Allow",
          "Action": "dynamodb:Query",
          "Resource": [
            "${local.ledger}/index/by-day"
          ]
        }
      ]
    }
  JSON
}
