data "aws_iam_policy_document" "pull" {
  statement {
    sid     = "CrossAccountPull"
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
}
resource "aws_ecr_repository_policy" "base" {
  repository = "base"
  policy     = data.aws_iam_policy_document.pull.json
}
