module "roles" {
  source = "./roles"
  roles = {
    reader = {
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::acme-out/*"]
    }
    writer = {
      actions   = ["s3:GetObject", "s3:PutObject"]
      resources = ["arn:aws:s3:::acme-out/*"]
    }
  }
}
