resource "aws_iam_role" "build" {
  name               = "site-build"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codebuild.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "queue" {
  name = "site-queue"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-west-1:111122223333:jobs"
      }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "queue" {
  role       = aws_iam_role.build.name
  policy_arn = aws_iam_policy.queue.arn
}

resource "aws_iam_policy" "release" {
  name = "site-release"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::site-releases/*"
      }
    ]
  })
}
