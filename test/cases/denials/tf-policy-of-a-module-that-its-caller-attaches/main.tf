module "reader" {
  source = "./modules/policy"
  name   = "reader"
  bucket = "example-data"
}
module "writer" {
  source = "./modules/policy"
  name   = "writer"
  bucket = "example-reports"
}
module "platform" {
  source = "./modules/role"
  name   = "${var.stack}-platform"
}
resource "aws_iam_role_policy_attachment" "reader" {
  role       = module.platform.name
  policy_arn = module.reader.arn
}
resource "aws_iam_role_policy_attachment" "writer" {
  role       = "reports"
  policy_arn = module.writer.arn
}
