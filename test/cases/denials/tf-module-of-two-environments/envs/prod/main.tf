module "app" {
  source     = "../../modules/app"
  env        = "prod"
  bucket_arn = "arn:aws:s3:::acme-prod-data"
}
