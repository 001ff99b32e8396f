terraform {
  source = "../../../modules/role"
}
inputs = {
  name = "ci-prod"
  statements = [
    {
      Sid      = "Push"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
      Resource = "arn:aws:ecr:eu-west-1:111122223333:repository/shop/*"
    },
  ]
}
