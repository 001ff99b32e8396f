locals {
  base = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }]
}
module "r" {
  source = "./m"
  roles = {
    app   = { statements = local.base }
    admin = { statements = local.base }
  }
}
