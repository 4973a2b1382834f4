import { monthStart } from '@outlay/shared/period'
import type { AwsWorld } from './world.ts'

const EC2 = 'Amazon Elastic Compute Cloud - Compute'
/** 2026-07-18. */
const REFRESHED = 1_784_350_800

/** What AWS's advisers say of the company: one finding of each kind. */
export function adviceOf(
  today: string,
  account: string,
): Pick<AwsWorld, 'costExplorer' | 'computeOptimizer' | 'hub'> {
  const lastMonth = { Start: monthStart(today, -1), End: monthStart(today) }
  return {
    costExplorer: costExplorer(today, lastMonth, account),
    computeOptimizer: computeOptimizer(account),
    hub: [
      {
        recommendationId: 'hub-1',
        accountId: account,
        region: 'eu-west-1',
        resourceId: 'i-0web',
        resourceArn: `arn:aws:ec2:eu-west-1:${account}:instance/i-0web`,
        currentResourceType: 'Ec2Instance',
        actionType: 'Rightsize',
        estimatedMonthlySavings: 78.11,
        estimatedMonthlyCost: 156.22,
        currencyCode: 'USD',
        lastRefreshTimestamp: REFRESHED,
      },
    ],
  }
}

function computeOptimizer(account: string): NonNullable<AwsWorld['computeOptimizer']> {
  return {
    GetEC2InstanceRecommendations: [
      {
        instanceArn: `arn:aws:ec2:eu-west-1:${account}:instance/i-0web`,
        accountId: account,
        currentInstanceType: 'm5.xlarge',
        finding: 'OVER_PROVISIONED',
        lastRefreshTimestamp: REFRESHED,
        recommendationOptions: [{ instanceType: 'm5.large', rank: 1, savingsOpportunity: saving(78.11) }],
      },
    ],
    GetIdleRecommendations: [
      {
        resourceArn: `arn:aws:ec2:us-east-1:${account}:volume/vol-0idle`,
        accountId: account,
        resourceType: 'EBSVolume',
        finding: 'Unattached',
        lastRefreshTimestamp: REFRESHED,
        savingsOpportunity: saving(48.6667),
      },
    ],
  }
}

function costExplorer(
  today: string,
  TimePeriod: { Start: string; End: string },
  account: string,
): NonNullable<AwsWorld['costExplorer']> {
  return {
    GetCostForecast: [
      {
        TimePeriod: { Start: today, End: monthStart(today, 1) },
        MeanValue: '2104.5512345678',
        PredictionIntervalLowerBound: '1990.1',
        PredictionIntervalUpperBound: '2219',
      },
    ],
    GetAnomalies: [
      {
        AnomalyId: 'pinemoor-1',
        AnomalyStartDate: `${TimePeriod.Start}T00:00:00Z`,
        AnomalyEndDate: `${TimePeriod.Start}T00:00:00Z`,
        DimensionValue: EC2,
        RootCauses: [{ Service: EC2, Region: 'eu-west-1', LinkedAccount: account }],
        Impact: { MaxImpact: 100.5, TotalImpact: 201 },
        MonitorArn: `arn:aws:ce::${account}:anomalymonitor/pinemoor`,
      },
    ],
    GetRightsizingRecommendation: [
      {
        AccountId: account,
        RightsizingType: 'Terminate',
        CurrentInstance: { ResourceId: 'i-0web', MonthlyCost: '156.22', CurrencyCode: 'USD' },
        TerminateRecommendationDetail: { EstimatedMonthlySavings: '156.22', CurrencyCode: 'USD' },
      },
    ],
    ...coverage(TimePeriod),
    'GetSavingsPlansPurchaseRecommendation COMPUTE_SP': [
      {
        AccountId: account,
        CurrencyCode: 'USD',
        EstimatedMonthlySavingsAmount: '812.4',
        HourlyCommitmentToPurchase: '3.1',
      },
    ],
  }
}

function coverage(TimePeriod: { Start: string; End: string }): NonNullable<AwsWorld['costExplorer']> {
  return {
    GetSavingsPlansCoverage: [
      {
        TimePeriod,
        Coverage: {
          SpendCoveredBySavingsPlans: '0',
          OnDemandCost: '7000.5',
          TotalCost: '7000.5',
          CoveragePercentage: '0',
        },
      },
    ],
    GetReservationCoverage: [
      {
        TimePeriod,
        Total: {
          CoverageHours: {
            OnDemandHours: '744',
            ReservedHours: '0',
            TotalRunningHours: '744',
            CoverageHoursPercentage: '0',
          },
        },
      },
    ],
  }
}

function saving(value: number) {
  return { savingsOpportunityPercentage: 50, estimatedMonthlySavings: { currency: 'USD', value } }
}
