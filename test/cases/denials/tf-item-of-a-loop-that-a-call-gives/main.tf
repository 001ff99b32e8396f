module "loader" {
  source = "./loader"
  name   = "loader"
  bucket_arns = [
    "arn:aws:s3:::example-raw",
  ]
}
