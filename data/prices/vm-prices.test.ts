import { expect, test } from 'vitest'
import { vmPrice, vmPrices } from './vm-prices.ts'

test.each([
  ['aws', 'us-east-1', 'm5.xlarge', 'm5', 5, 4, 16, '0.192'],
  ['aws', 'eu-west-1', 't3.large', 't3', 3, 2, 8, '0.0912'],
  ['aws', 'us-east-1', 'p6-b200.48xlarge', 'p6-b200', 6, 192, 2048, '113.9328'],
  ['azure', 'westeurope', 'Standard_D4s_v5', 'DSv5', 5, 4, 16, '0.23'],
  ['azure', 'eastus', 'Standard_M8ms', 'MS', 1, 8, 218, '1.5365'],
  ['gcp', 'europe-west1', 'n2-standard-4', 'n2', 2, 4, 16, '0.213668'],
  ['gcp', 'us-central1', 'c4a-standard-8', 'c4a', 4, 8, 32, '0.3592'],
] as const)(
  '%s %s %s is of family %s, generation %i',
  (provider, region, type, family, generation, vcpu, memory, usd) => {
    expect(vmPrice(provider, region, type)).toMatchObject({
      type,
      family,
      generation,
      vcpu,
      memoryGib: memory,
      usdPerHour: usd,
    })
  },
)

test('a size of Azure is found with and without its prefix', () => {
  expect(vmPrice('azure', 'eastus', 'D2s_v5')).toBe(vmPrice('azure', 'eastus', 'Standard_D2s_v5'))
})

test('a machine or region without a price is refused by name', () => {
  expect(() => vmPrice('aws', 'ap-south-1', 'm5.xlarge')).toThrow('no price for aws ap-south-1 m5.xlarge')
  expect(() => vmPrice('gcp', 'us-central1', 'z9-standard-4')).toThrow('z9-standard-4')
})

test('no machine has a part that is missing or not a number', () => {
  expect(
    vmPrices().filter(
      (vm) =>
        ![vm.vcpu, vm.memoryGib, Number(vm.usdPerHour), vm.generation].every((value) => value > 0) ||
        vm.type === '',
    ),
  ).toEqual([])
})

test('spot is always cheaper than on demand', () => {
  const dearer = vmPrices().filter(
    (vm) =>
      (vm.spotUsdPerHour !== null && Number(vm.spotUsdPerHour) >= Number(vm.usdPerHour)) ||
      (vm.spotRatio !== null && !(vm.spotRatio > 0 && vm.spotRatio < 1)),
  )
  expect(dearer).toEqual([])
})
