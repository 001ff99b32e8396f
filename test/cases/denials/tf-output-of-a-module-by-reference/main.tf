module "stores" {
  source = "./stores"
}
resource "aws_iam_role" "copier" {
  name               = "copier"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "copier" {
  role = aws_iam_role.copier.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Take"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${module.stores.inbox_arn}/*"
    }]
  })
}
