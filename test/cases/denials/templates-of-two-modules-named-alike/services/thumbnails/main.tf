resource "aws_iam_role" "thumbnails" {
  name               = "${terraform.workspace}-thumbnails"
  assume_role_policy = var.trust
}

resource "aws_iam_policy" "thumbnails" {
  name = "${terraform.workspace}-thumbnails"
  policy = templatefile(format("%s/templates/bucket.tpl", path.module), {
    bucket = "${terraform.workspace}-thumbnails"
  })
}

resource "aws_iam_role_policy_attachment" "thumbnails" {
  role       = aws_iam_role.thumbnails.name
  policy_arn = aws_iam_policy.thumbnails.arn
}

variable "trust" {
  type = string
}
