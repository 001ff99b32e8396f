module "r" {
  source = "./m"
  roles = {
    app = { statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
    admin = { statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
  }
}
