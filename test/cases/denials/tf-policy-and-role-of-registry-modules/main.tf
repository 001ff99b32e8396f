module "policy" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name   = "app"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::example-data/*" }]
  })
}
module "role" {
  source          = "terraform-aws-modules/iam/aws//modules/iam-role"
  name            = "app"
  policies        = { app = module.policy.arn }
}
module "fn" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = "resize"
  attach_policy_json = true
  policy_json   = data.aws_iam_policy_document.fn.json
}
data "aws_iam_policy_document" "fn" {
  statement {
    sid       = "Fn"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::example-out/*"]
  }
}
