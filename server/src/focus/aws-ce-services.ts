import { awsServices } from './services.ts'

/**
 * Lower-case service name as Cost Explorer writes it → ServiceCategory of FOCUS. Names: values of the SERVICE dimension
 * and the AWS price list, as of 2026-11; categories as in `services.ts`.
 */
export function costExplorerCategories(): Record<string, string> {
  const table: Record<string, string> = {}
  for (const { code, name, category } of awsServices()) {
    table[code.toLowerCase()] = category
    if (name !== null) table[name.toLowerCase()] = category
  }
  for (const [category, names] of Object.entries(NAMES)) {
    for (const name of names.split('; ')) table[name.toLowerCase()] = category
  }
  return table
}

const NAMES: Readonly<Record<string, string>> = {
  'AI and Machine Learning':
    'Amazon SageMaker AI; Amazon Bedrock AgentCore; Amazon Bedrock Service; Amazon Q; Amazon Comprehend; Amazon Comprehend Medical; Amazon Forecast; Amazon Fraud Detector; Amazon Kendra; Amazon Lex; Amazon Personalize; Amazon Polly; Amazon Rekognition; Amazon Textract; Amazon Transcribe; Amazon Translate; Amazon Augmented AI; AWS HealthImaging; AWS HealthOmics; Amazon HealthLake; Amazon DevOps Guru; Amazon CodeWhisperer; Amazon Elastic Inference; Amazon Lookout for Equipment; Amazon Lookout for Metrics; Amazon Lookout for Vision; Amazon Monitron; AWS DeepRacer; AWS Panorama',
  Analytics:
    'Amazon Kinesis; Amazon Kinesis Analytics; Amazon Kinesis Firehose; Amazon Data Firehose; Amazon Managed Service for Apache Flink; Amazon OpenSearch; Amazon QuickSight; Amazon CloudSearch; Amazon FinSpace; Amazon DataZone; AWS Lake Formation; AWS Data Exchange; AWS Data Pipeline; AWS Clean Rooms; AWS Entity Resolution; Amazon Elastic MapReduce Serverless',
  'Business Applications':
    'Amazon Simple Email Service; Amazon Connect; Amazon Connect Customer Profiles; Contact Center Telecommunications (service sold by AMCS, LLC); Amazon Pinpoint; AWS End User Messaging; Amazon Chime; Amazon WorkDocs; Amazon WorkMail; Amazon WorkSpaces; Amazon WorkSpaces Web; AWS Supply Chain; AWS Wickr',
  Compute:
    'Amazon Elastic Compute Cloud - Compute; EC2 - Other; Amazon Elastic Container Registry Public; Amazon Elastic Kubernetes Service; AWS App Runner; AWS Batch; AWS Elastic Beanstalk; AWS Outposts; Amazon Lightsail; Amazon AppStream; AWS Parallel Computing Service; Amazon EC2 Spot Instances; Amazon EC2 Container Service; Savings Plans for EC2 Instance usage; Savings Plans for AWS EC2 Instance usage',
  Databases:
    'Amazon DocumentDB (with MongoDB compatibility); Amazon MemoryDB; Amazon Neptune; Amazon Timestream; Amazon Keyspaces (for Apache Cassandra); Amazon DynamoDB Accelerator (DAX); Amazon Aurora DSQL; Savings Plans for AWS Database usage; Oracle Database@AWS',
  'Developer Tools':
    'AWS Amplify; AWS AppSync; AWS Cloud9; AWS CloudShell; AWS CodeArtifact; AWS CodeCommit; AWS CodeDeploy; AWS CodePipeline; CodeBuild; AWS CodeBuild; Amazon CodeCatalyst; Amazon CodeGuru; AWS Device Farm; AWS X-Ray',
  Integration:
    'Amazon MQ; Amazon Managed Workflows for Apache Airflow; AWS Step Functions; Amazon Simple Workflow Service; Amazon EventBridge; CloudWatch Events; Amazon AppFlow; AWS AppFabric; AWS B2B Data Interchange',
  'Internet of Things':
    'AWS IoT; AWS IoT Core; AWS IoT Analytics; AWS IoT Device Defender; AWS IoT Device Management; AWS IoT Events; AWS IoT FleetWise; AWS IoT Greengrass; AWS IoT SiteWise; AWS IoT TwinMaker',
  'Management and Governance':
    'Amazon CloudWatch; AWS Budgets; AWS Cost Explorer; AWS CloudTrail; AWS Config; AWS CloudFormation; AWS Service Catalog; AWS Systems Manager; AWS Resilience Hub; AWS OpsWorks; AWS Billing Conductor; Amazon Managed Grafana; Amazon Managed Service for Prometheus; AWS Support (Developer); AWS Support (Business); AWS Support (Enterprise); AWS Premium Support; AWS Enterprise On-Ramp Support; AWS Telco Network Builder',
  Media:
    'Amazon Elastic Transcoder; Amazon Interactive Video Service; Amazon Kinesis Video Streams; AWS Elemental MediaConnect; AWS Elemental MediaConvert; AWS Elemental MediaLive; AWS Elemental MediaPackage; AWS Elemental MediaStore; AWS Elemental MediaTailor',
  Migration:
    'AWS Application Migration Service; AWS Database Migration Service; AWS DataSync; AWS Mainframe Modernization Service; AWS Transfer Family; AWS Snowball; AWS Migration Hub Refactor Spaces',
  Networking:
    'Amazon API Gateway; Amazon Elastic Load Balancing; Amazon Elastic Compute Cloud NAT Gateway; AWS Cloud Map; AWS Cloud WAN; AWS Direct Connect; AWS Global Accelerator; AWS Network Firewall; AWS Private 5G; AWS App Mesh; Amazon VPC Lattice; AWS Verified Access',
  Security:
    'AWS Certificate Manager; AWS CloudHSM; AWS Directory Service; AWS Firewall Manager; AWS Secrets Manager; AWS Security Hub; AWS Shield; AWS WAF; AWS Audit Manager; AWS Payment Cryptography; Amazon Cognito; Amazon Cognito Sync; Amazon Detective; Amazon GuardDuty; Amazon Inspector; Amazon Macie; Amazon Security Lake; Amazon Verified Permissions',
  Storage:
    'Amazon Elastic Block Store; Amazon Glacier; Amazon S3 Glacier; Amazon Simple Storage Service Glacier; Amazon S3 Glacier Deep Archive; Amazon File Cache; AWS Backup; AWS Elastic Disaster Recovery; AWS Import/Export Snowball; AWS Storage Gateway; AWS Storage Gateway Deep Archive',
  Other:
    'Tax; Amazon Braket; Amazon Managed Blockchain; Amazon Quantum Ledger Database; AWS Ground Station; AWS RoboMaker',
}
