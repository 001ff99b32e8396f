module "r" {
  source = "./m"
  roles = {
    app = { enabled = true, statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
    old = { enabled = false, statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] }
  }
}
