locals { names = ["bricks"] }
resource "aws_iam_role" "kiln" {
  name               = "kiln"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "kiln" {
  role   = aws_iam_role.kiln.id
  policy = data.aws_iam_policy_document.kiln.json
}
data "aws_iam_policy_document" "kiln" {
  statement {
    sid     = "Read"
    actions = ["s3:GetObject", "dynamodb:GetItem"]
    resources = flatten([for n in local.names : ["arn:aws:s3:::${n}/*", "arn:aws:dynamodb:us-east-1:111122223333:table/${n}"]])
  }
}
