data "aws_iam_policy_document" "topics" {
  statement {
    sid       = "KeepTopics"
    effect    = "Deny"
    actions   = ["sns:DeleteTopic"]
    resources = ["*"]
  }
}

resource "aws_organizations_policy" "topics" {
  name    = "topics"
  content = data.aws_iam_policy_document.topics.json
}

resource "aws_organizations_policy_attachment" "topics" {
  policy_id = aws_organizations_policy.topics.id
  target_id = "111122223333"
}
