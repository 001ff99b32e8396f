services = {
  thumbs = {
    bucket  = "acme-thumbs"
    actions = ["s3:GetObject", "s3:PutObject"]
  }
  avatars = {
    bucket  = "acme-avatars"
    actions = ["s3:GetObject"]
  }
}
