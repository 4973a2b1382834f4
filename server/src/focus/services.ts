/**
 * Facts: which ServiceCategory of FOCUS a native service belongs to. Rewritten in our own form from the category maps of
 * finopsfoundation/focus_converters (MIT, copyright FinOps Foundation), with the codes added that real bills carry
 * besides; display names of AWS codes are those of the AWS price list.
 */
interface ServiceFact {
  /** As the bill spells it; compared in lower case. */
  readonly code: string
  readonly name: string | null
  readonly category: string
}

export function awsServices(): ServiceFact[] {
  return facts(AWS, AWS_NAMES)
}

/** By service description (`Compute Engine`), which is the name as well. */
export function googleServices(): ServiceFact[] {
  return facts(GOOGLE, {})
}

/** By resource provider (`microsoft.compute`). */
export function azureServices(): ServiceFact[] {
  return facts(AZURE, {})
}

/** VALUES rows for a join: `code` in lower case, `name`, `category`. */
export function serviceValues(services: readonly ServiceFact[]): string {
  const text = (value: string | null) => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`)
  return `values ${services
    .map(({ code, name, category }) => `(${text(code.toLowerCase())}, ${text(name)}, ${text(category)})`)
    .join(', ')}`
}

function facts(
  categories: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
): ServiceFact[] {
  const seen = new Set<string>()
  return Object.entries(categories).flatMap(([category, codes]) =>
    codes
      .split(',')
      .map((code) => code.trim())
      .filter((code) => !seen.has(code.toLowerCase()) && seen.add(code.toLowerCase()))
      .map((code) => ({ code, name: names[code] ?? null, category })),
  )
}

const AWS: Readonly<Record<string, string>> = {
  'AI and Machine Learning':
    'AmazonSageMaker, AmazonBedrock, AmazonBedrockService, AmazonBedrockAgentCore, AmazonQ, AmazonA2I, AmazonAugmentedAI, AmazonCodeWhisperer, AmazonDevOpsGuru, AmazonEI, AmazonForecast, AmazonFraudDetector, AmazonHealthLake, AmazonKendra, AmazonLex, AmazonLookoutEquipment, AmazonLookoutMetrics, AmazonLookoutVision, AmazonMonitron, AmazonOmics, AmazonPersonalize, AmazonPolly, AmazonRekognition, AmazonTextract, AWSDeepRacer, AWSPanorama, MachineLearningSavingsPlans, comprehend, transcribe, translate',
  Analytics:
    'AmazonAthena, AmazonCloudSearch, AmazonES, AmazonDataZone, AmazonFinSpace, AmazonKinesis, AmazonKinesisAnalytics, AmazonKinesisFirehose, AmazonMSK, AmazonQuickSight, AWSCleanRooms, AWSDataExchange, AWSEntityResolution, AWSGlue, AWSGlueElasticViews, AWSLakeFormation, ElasticMapReduce, datapipeline',
  'Business Applications':
    'A4B, AmazonChime, AmazonChimeBusinessCalling, AmazonChimeCallMe, AmazonChimeCallMeAMCS, AmazonChimeDialin, AmazonChimeDialInAMCS, AmazonChimeFeatures, AmazonChimeServices, AmazonChimeVoiceConnector, AmazonConnect, AmazonHoneycode, AmazonPinpoint, AmazonSES, AmazonWAM, AmazonWorkDocs, AmazonWorkLink, AmazonWorkMail, AmazonWorkSpaces, AmazonWorkSpacesWeb, AWSSupplyChain, AWSWickr, AWSWisdom, ContactLensAmazonConnect, CustomerProfiles',
  Compute:
    'AmazonEC2, AWSLambda, AmazonECS, AmazonEKS, AmazonECR, AmazonECRPublic, AmazonAppStream, AmazonLightsail, AWSAppRunner, AWSBatch, AWSOutposts, AWSParallelComputingService, ComputeSavingsPlans, SimSpaceWeaver, VMwareCloudOnAWS',
  Databases:
    'AmazonRDS, AmazonDynamoDB, AmazonDAX, AmazonDocDB, AmazonElastiCache, AmazonMCS, AmazonMemoryDB, AmazonNeptune, AmazonRedshift, AmazonTimestream, DatabaseSavingsPlans',
  'Developer Tools':
    'AWSAmplify, AWSAppSync, AWSCloud9, AWSCloudShell, AWSCodeArtifact, AWSCodeCommit, AWSCodeDeploy, AWSCodePipeline, AWSDeviceFarm, AWSXRay, CodeBuild, CodeCatalyst, CodeGuru',
  Integration:
    'AWSQueueService, AmazonSNS, AmazonMQ, AmazonMWAA, AmazonStates, AmazonSWF, AWSEvents, Amazon EventBridge, AppFlow, AWSAppFabric, AWSB2Bi',
  'Internet of Things':
    'AWSGreengrass, AWSIoT, AWSIoT1Click, AWSIoTAnalytics, AWSIoTEvents, AWSIoTFleetWise, AWSIoTSiteWise, AWSIoTThingsGraph, IoTDeviceDefender, IoTDeviceManagement, IoTTwinMaker',
  'Management and Governance':
    'AmazonCloudWatch, AmazonGrafana, AmazonPrometheus, AWSBillingConductor, AWSBudgets, AWSCloudFormation, AWSCloudTrail, AWSConfig, AWSCostExplorer, AWSResilienceHub, AWSServiceCatalog, AWSSystemsManager, OpsWorks',
  Media:
    'AmazonETS, AmazonIVS, AmazonKinesisVideo, AWSElementalMediaConvert, AWSElementalMediaLive, AWSElementalMediaPackage, AWSElementalMediaStore, AWSElementalMediaTailor, AWSMediaConnect, nimble',
  Migration: 'AWSApplicationMigrationSvc, AWSDatabaseMigrationSvc, AWSDataSync, AWSM2, AWSTransfer',
  Networking:
    'AmazonVPC, AmazonApiGateway, AmazonCloudFront, AmazonRoute53, AWSCloudMap, AWSCloudWAN, AWSDataTransfer, AWSDirectConnect, AWSELB, AWSGlobalAccelerator, AWSNetworkFirewall, AWSPrivate5G',
  Security:
    'awskms, AWSSecretsManager, awswaf, AmazonCognito, AmazonCognitoSync, AmazonDetective, AmazonGuardDuty, AmazonInspector, AmazonInspectorV2, AmazonMacie, AmazonSecurityLake, AmazonVerifiedPermissions, auditmanager, AWSCertificateManager, AWSDirectoryService, AWSFMS, AWSSecurityHub, AWSShield, CloudHSM',
  Storage:
    'AmazonS3, AmazonEBS, AmazonEFS, AmazonFSx, AmazonGlacier, AmazonS3GlacierDeepArchive, AWSBackup, AWSElasticDisasterRecovery, AWSStorageGateway, AWSStorageGatewayDeepArchive, IngestionServiceSnowball, SnowballExtraDays',
  Other: 'AmazonBraket, AmazonManagedBlockchain, AmazonQLDB, AWSGroundStation, AWSRoboMaker',
}

const AWS_NAMES: Readonly<Record<string, string>> = {
  AmazonAthena: 'Amazon Athena',
  AmazonBedrock: 'Amazon Bedrock',
  AmazonCloudFront: 'Amazon CloudFront',
  AmazonCloudWatch: 'AmazonCloudWatch',
  AmazonDynamoDB: 'Amazon DynamoDB',
  AmazonEC2: 'Amazon Elastic Compute Cloud',
  AmazonECR: 'Amazon EC2 Container Registry (ECR)',
  AmazonECS: 'Amazon Elastic Container Service',
  AmazonEFS: 'Amazon Elastic File System',
  AmazonEKS: 'Amazon Elastic Container Service for Kubernetes',
  AmazonElastiCache: 'Amazon ElastiCache',
  AmazonES: 'Amazon OpenSearch Service',
  AmazonFSx: 'Amazon FSx',
  AmazonMSK: 'Amazon Managed Streaming for Apache Kafka',
  AmazonRDS: 'Amazon Relational Database Service',
  AmazonRedshift: 'Amazon Redshift',
  AmazonRoute53: 'Amazon Route 53',
  AmazonS3: 'Amazon Simple Storage Service',
  AmazonSageMaker: 'Amazon SageMaker',
  AmazonSNS: 'Amazon Simple Notification Service',
  AmazonVPC: 'Amazon Virtual Private Cloud',
  AWSDataTransfer: 'AWS Data Transfer',
  AWSELB: 'Elastic Load Balancing',
  AWSGlue: 'AWS Glue',
  awskms: 'AWS Key Management Service',
  AWSLambda: 'AWS Lambda',
  AWSQueueService: 'Amazon Simple Queue Service',
  ComputeSavingsPlans: 'Savings Plans for AWS Compute usage',
  ElasticMapReduce: 'Amazon Elastic MapReduce',
  MachineLearningSavingsPlans: 'Savings Plans for Machine Learning usage',
}

const GOOGLE: Readonly<Record<string, string>> = {
  'AI and Machine Learning':
    'Vertex AI, Gemini API, Generative Language API, Cloud TPU, Cloud Machine Learning Engine, Notebooks, Prediction, Cloud AutoML, Cloud Natural Language, Cloud Natural Language API, Cloud Data Labeling Service, Cloud Optimization, Cloud Talent Solution, Contact Center AI Insights, Cloud Speech API, Cloud Text-to-Speech API, Cloud Vision API, Cloud Video Intelligence API, Cloud Dialogflow API, Cloud Document API, Cloud Document AI API, Translate, Genomics, Recommendations AI, Speaker ID, Google Click to Deploy Deep Learning VM, Google Cloud Vision OCR On-Prem, Claude',
  Analytics:
    'BigQuery, BigQuery BI Engine, BigQuery Reservation API, BigQuery Storage API, Cloud Composer, Cloud Data Fusion, Cloud Dataflow, Cloud Dataproc, Data Catalog, Dataplex, Dataproc Metastore, Looker, Looker Data Platform SaaS',
  Compute:
    'Compute Engine, Kubernetes Engine, Cloud Run, Cloud Run Functions, Cloud Functions, App Engine, Batch API, Anthos, Anthos Config Management, Artifact Registry, Confidential Computing, MultiClusterIngress, VM Manager, VMware Engine, Google Quickstart Simple pre-configured Debian VM',
  Databases:
    'Cloud SQL, AlloyDB, Cloud Spanner, Cloud Bigtable, Cloud Firestore, Cloud Datastore, Cloud Memorystore for Memcached, Cloud Memorystore for Redis, Datastream, Firebase Realtime Database',
  'Developer Tools':
    'Cloud Build, Cloud Scheduler, Cloud Tasks, Cloud Workstations, Remote Build Execution, Source Repository, Workflows',
  Integration:
    'API Gateway, Cloud Pub/Sub, Pub/Sub Lite, Eventarc, Custom Search, Directions API, Distance Matrix API, Game Services API, Geocoding API, Geolocation API, Google Cloud Platform Apigee team Apigee Developer Portal, Google Maps Mobile SDK, Maps Elevation API, Maps Embed API, Maps SDK for Unity, Maps Static API, Places API, Programmable Search Element, Roads API, Street View Static API, Time Zone API',
  'Internet of Things': 'Cloud IoT Core',
  'Management and Governance':
    'Cloud Logging, Cloud Monitoring, Stackdriver, Stackdriver Monitoring, Stackdriver Trace, Anthos Service Mesh, Enterprise Agreement, Google Cloud Platform Financial Services team Datashare',
  Media:
    'Cloud Media Translation API, Live Stream API, Transcode API, Transcoder API, Video Stitcher API, Zync',
  Migration: 'BigQuery Data Transfer Service, Transfer Appliance, Transfer Service, Storage Transfer Service',
  Mobile: 'Firebase, Firebase Hosting, Firebase Test Lab',
  Networking: 'Networking, Cloud CDN, Cloud DNS, Google Service Control, Network Connectivity Center',
  Security:
    'Actifio GO, BeyondCorp Enterprise, Binary Authorization, Certificate Authority Service, Cloud Data Loss Prevention, Cloud IDS, Cloud Key Management Service (KMS), Container Registry Vulnerability Scanning, Firebase Auth, Identity Platform, On-Demand Scanning, reCAPTCHA Enterprise, Secret Manager, Security Command Center, Web Risk',
  Storage: 'Cloud Storage, Cloud Filestore, Backup for GKE, Elastifile Cloud File System',
  Web: 'Cloud Domains',
  Other: 'Support, Invoice',
}

const AZURE: Readonly<Record<string, string>> = {
  'AI and Machine Learning':
    'microsoft.machinelearningservices, microsoft.machinelearning, microsoft.cognitiveservices, microsoft.botservice, microsoft.databricks',
  Analytics:
    'microsoft.synapse, microsoft.fabric, microsoft.powerbidedicated, microsoft.datalakeanalytics, microsoft.hdinsight, microsoft.kusto, microsoft.notebooks, microsoft.purview, microsoft.streamanalytics',
  Compute:
    'microsoft.compute, microsoft.app, microsoft.avs, microsoft.batch, microsoft.classiccompute, microsoft.containerinstance, microsoft.containerservice, microsoft.containerregistry, microsoft.desktopvirtualization, microsoft.redhatopenshift, microsoft.serialconsole',
  Databases:
    'microsoft.sql, microsoft.sqlvirtualmachine, microsoft.cache, microsoft.dbformariadb, microsoft.dbformysql, microsoft.dbforpostgresql, microsoft.dbforpostgressql, microsoft.documentdb',
  'Developer Tools':
    'microsoft.automation, microsoft.devcenter, microsoft.devtestlab, microsoft.diagnostics, microsoft.loadtestservice, microsoft.maps, microsoft.resourcegraph, microsoft.visualstudio',
  Identity:
    'microsoft.aad, microsoft.adhybridhealthservice, microsoft.authorization, microsoft.azureactivedirectory, microsoft.guestconfiguration',
  Integration:
    'microsoft.apimanagement, microsoft.datafactory, microsoft.datashare, microsoft.eventgrid, microsoft.eventhub, microsoft.logic, microsoft.relay, microsoft.servicebus, microsoft.servicefabric, microsoft.servicelinker',
  'Internet of Things':
    'microsoft.devices, microsoft.digitaltwins, microsoft.iotcentral, microsoft.iotsecurity, microsoft.mixedreality',
  'Management and Governance':
    'microsoft.advisor, microsoft.alertsmanagement, microsoft.blueprint, microsoft.changeanalysis, microsoft.costmanagement, microsoft.costmanagementexports, microsoft.dashboard, microsoft.insights, microsoft.monitor, microsoft.operationalinsights, microsoft.operationsmanagement, microsoft.policyinsights, microsoft.recoveryservices, microsoft.resourcehealth, microsoft.resourcenotifications',
  Media: 'microsoft.media',
  Migration: 'microsoft.datamigration, microsoft.migrate, microsoft.offazure',
  Networking:
    'microsoft.network, microsoft.cdn, microsoft.classicnetwork, microsoft.domainregistration, microsoft.virtual network, virtual network',
  Security: 'microsoft.keyvault, microsoft.managedidentity, microsoft.security, microsoft.securityinsights',
  Storage:
    'microsoft.storage, microsoft.classicstorage, microsoft.datalakestore, microsoft.elasticsan, microsoft.netapp, microsoft.storagecache, microsoft.storagesync',
  Web: 'microsoft.web, microsoft.appconfiguration, microsoft.certificateregistration, microsoft.search, microsoft.signalrservice',
  Other:
    'microsoft.capacity, microsoft.billingbenefits, microsoft.classicsubscription, microsoft.commerce, microsoft.consumption, microsoft.maintenance, microsoft.management, microsoft.marketplacenotifications, microsoft.marketplaceordering, microsoft.notificationhubs, microsoft.portal, microsoft.resources, microsoft.saas, microsoft.solutions, microsoft.support',
}
