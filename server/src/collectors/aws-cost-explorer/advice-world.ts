import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'

const PLAN = 'GetSavingsPlansPurchaseRecommendation'
export const EC2 = 'Amazon Elastic Compute Cloud - Compute'
const month = { TimePeriod: { Start: '2026-10-01', End: '2026-11-01' } }

const anomaly = {
  AnomalyId: 'a1',
  AnomalyStartDate: '2026-11-01T00:00:00Z',
  AnomalyEndDate: '2026-11-02T00:00:00Z',
  DimensionValue: EC2,
  RootCauses: [
    { Service: EC2, Region: 'us-east-1', LinkedAccount: '123456789012', UsageType: 'BoxUsage:m5.xlarge' },
  ],
  AnomalyScore: { MaxScore: 0.9, CurrentScore: 0.5 },
  Impact: { MaxImpact: 100.5, TotalImpact: 201 },
  MonitorArn: 'arn:aws:ce::123456789012:anomalymonitor/x',
}
const resize = {
  AccountId: '123456789012',
  RightsizingType: 'Modify',
  CurrentInstance: {
    ResourceId: 'i-0abc',
    InstanceName: 'web',
    MonthlyCost: '140.16',
    CurrencyCode: 'USD',
    ResourceDetails: { EC2ResourceDetails: { InstanceType: 'm5.xlarge' } },
  },
  ModifyRecommendationDetail: {
    TargetInstances: [
      { EstimatedMonthlySavings: '10', CurrencyCode: 'USD' },
      {
        EstimatedMonthlySavings: '70.08',
        CurrencyCode: 'USD',
        DefaultTargetInstance: true,
        ResourceDetails: { EC2ResourceDetails: { InstanceType: 'm5.large' } },
      },
    ],
  },
}
/** For tests: one answer of each of Cost Explorer's advisers. */
export const world: AwsWorld = {
  costExplorer: {
    GetCostForecast: [
      {
        TimePeriod: { Start: '2026-11-23', End: '2026-12-01' },
        MeanValue: '123.45',
        PredictionIntervalLowerBound: '100',
        PredictionIntervalUpperBound: '150',
      },
    ],
    GetAnomalies: [anomaly],
    GetRightsizingRecommendation: [
      resize,
      {
        AccountId: '123456789012',
        RightsizingType: 'Terminate',
        CurrentInstance: { ResourceId: 'i-1', MonthlyCost: '' },
        TerminateRecommendationDetail: { EstimatedMonthlySavings: '9.5', CurrencyCode: 'USD' },
      },
    ],
    GetSavingsPlansCoverage: [
      {
        ...month,
        Coverage: {
          SpendCoveredBySavingsPlans: '60',
          OnDemandCost: '40',
          TotalCost: '100',
          CoveragePercentage: '60',
        },
      },
    ],
    GetSavingsPlansUtilization: [
      {
        ...month,
        Utilization: {
          TotalCommitment: '100',
          UsedCommitment: '90.5',
          UnusedCommitment: '9.5',
          UtilizationPercentage: '90.5',
        },
        Savings: { NetSavings: '20' },
      },
    ],
    GetReservationCoverage: [
      {
        ...month,
        Total: {
          CoverageHours: {
            OnDemandHours: '10',
            ReservedHours: '30',
            TotalRunningHours: '40',
            CoverageHoursPercentage: '75',
          },
        },
      },
    ],
    GetReservationUtilization: [
      {
        ...month,
        Total: {
          PurchasedHours: '744',
          TotalActualHours: '700',
          UnusedHours: '44',
          UtilizationPercentage: '94.09',
          NetRISavings: '12',
        },
      },
    ],
    [`${PLAN} COMPUTE_SP`]: [
      {
        AccountId: '123456789012',
        CurrencyCode: 'USD',
        EstimatedMonthlySavingsAmount: '250.5',
        HourlyCommitmentToPurchase: '1.25',
        SavingsPlansDetails: { OfferingId: 'o' },
      },
    ],
    [`GetReservationPurchaseRecommendation ${EC2}`]: [
      {
        RecommendationDetails: [
          {
            AccountId: '123456789012',
            CurrencyCode: 'USD',
            EstimatedMonthlySavingsAmount: '30',
            EstimatedMonthlyOnDemandCost: '100',
            RecommendedNumberOfInstancesToPurchase: '2',
            InstanceDetails: {
              EC2InstanceDetails: { Family: 'm5', InstanceType: 'm5.large', Region: 'us-east-1' },
            },
          },
        ],
      },
    ],
  },
}
