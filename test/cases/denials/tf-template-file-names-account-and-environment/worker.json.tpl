{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Take",
      "Effect": "Allow",
      "Action": "sqs:ReceiveMessage",
      "Resource": "arn:aws:sqs:eu-west-1:${account}:${env}-jobs"
    }
  ]
}
