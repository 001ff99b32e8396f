locals {
  defaults = {
    app = { statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
    web = { statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
  }
  special = {
    app = { statements = [{ actions = ["s3:DeleteObject"], resources = ["arn:aws:s3:::letters/*"] }] }
  }
}
module "r" {
  source = "./m"
  roles  = merge(local.defaults, local.special)
}
