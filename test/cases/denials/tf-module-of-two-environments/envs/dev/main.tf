module "app" {
  source     = "../../modules/app"
  env        = "dev"
  bucket_arn = "arn:aws:s3:::acme-dev-data"
  can_write  = true
}
