/**
 * Facts: the ServiceCategory of a service as Cost Management names it (ServiceName, which is mostly the meter category).
 * Rewritten in our own form from Services.csv of microsoft/finops-toolkit (MIT, copyright Microsoft Corporation), with
 * the meter categories added that real bills carry besides.
 */
export function azureServiceCategories(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(CATEGORIES).flatMap(([category, names]) =>
      names.split(',').map((name) => [name.trim(), category]),
    ),
  )
}

const CATEGORIES: Readonly<Record<string, string>> = {
  'AI and Machine Learning':
    'Azure AI Bot Service, Azure AI Services, Azure AI Video Indexer, Azure Machine Learning, Azure OpenAI, Azure OpenAI Service, Azure Bot Service, Cognitive Services, Azure Cognitive Services, Foundry Models, Foundry Tools, Health Bot, Machine Learning Studio',
  Analytics:
    'Azure AI Search, Azure Cognitive Search, Azure Analysis Services, Azure Data Explorer, Azure Databricks, Azure Data Lake Analytics, Azure Managed Grafana, Azure Synapse Analytics, SQL Data Warehouse, Data Catalog, HDInsight, Microsoft Fabric, Power BI, Power BI Embedded, Stream Analytics, Azure Stream Analytics, Azure Purview',
  Compute:
    'Virtual Machines, Virtual Machines Licenses, Virtual Machine Scale Sets, Azure Container Apps, Container Instances, Azure Container Instances, Container Registry, Azure Container Registry, Azure Kubernetes Service, Azure Dedicated Host, Azure VMware Solution, Azure Virtual Desktop, Windows Virtual Desktop, Azure Savings Plan for Compute, Batch, Cloud Services, Functions, Azure Functions, SAP HANA on Azure Large Instances',
  Databases:
    'SQL Database, SQL Managed Instance, Azure SQL Database, Azure Cosmos DB, Cosmos DB, Redis Cache, Azure Cache for Redis, Azure Managed Redis, Azure Database for MariaDB, Azure Database for MySQL, Azure Database for PostgreSQL, SQL Server Stretch Database',
  'Developer Tools':
    'Azure DevOps, Azure Load Testing, App Center, GitHub, Microsoft Dev Box, Visual Studio Subscription, Visual Studio',
  Identity:
    'Azure Active Directory, Azure Active Directory B2C, Azure Active Directory Domain Services, Azure Active Directory for External Identities, Microsoft Entra Domain Services, Microsoft Entra External ID, Microsoft Entra ID',
  Integration:
    'API Management, API Center, Automation, Azure Communication Services, Azure Data Factory, Azure Data Factory v2, Azure Relay, Event Grid, Event Hubs, Logic Apps, Notification Hubs, Service Bus',
  'Internet of Things':
    'Azure Digital Twins, Azure IoT Central, IoT Central, IoT Hub, Azure IoT Hub, Time Series Insights',
  'Management and Governance':
    'Azure Monitor, Log Analytics, Application Insights, Insight and Analytics, Network Watcher, Azure Policy, Azure Chaos Studio, Azure Site Recovery, Microsoft Purview, Cost Management',
  Media: 'Azure Media Services, Media Services, Azure PlayFab',
  Migration: 'Azure Data Box, Azure Database Migration Service, Azure Migrate, Import/Export',
  Networking:
    'Application Gateway, Azure Bastion, Azure DDoS Protection, Azure DNS, Azure ExpressRoute, ExpressRoute, Azure Firewall, Azure Front Door, Azure Front Door Service, Azure NAT Gateway, NAT Gateway, Azure Private Link, Bandwidth, Content Delivery Network, Load Balancer, Traffic Manager, VPN Gateway, Virtual Network, Virtual WAN',
  Security:
    'Advanced Threat Protection, Azure Dedicated HSM, Azure Security Center, Key Vault, Microsoft Copilot for Security, Microsoft Defender for Cloud, Security Center, Sentinel, Azure Sentinel, Microsoft Sentinel',
  Storage:
    'Storage, Storage Accounts, Backup, Azure Backup, Azure Data Lake Storage, Azure Elastic SAN, Azure HPC Cache, Azure NetApp Files, Managed Disks, StorSimple',
  Web: 'App Configuration, Azure App Service, Azure App Service Domain, Azure Fluid Relay, Azure Maps, Azure SignalR Service, Azure Spring Apps, Azure Static Web Apps, SignalR',
}
