import { z } from 'zod';

/** A share between 0 and 1. */
export const fraction = z.number().min(0).max(1);
/** Full-charge capacity over rated capacity; gauges read a little over 100 when new. */
export const healthPercent = z.number().min(0).max(110).describe('Percent, 0 to 110');
export const energyKWh = z.number().min(0).max(10_000).describe('Kilowatt hours');
export const waterL = z.number().min(0).max(100_000).describe('Litres');
export const durationS = z.number().min(0).max(31_536_000).describe('Seconds');
export const durationMin = z.number().min(0).max(525_600).describe('Minutes');
export const distanceKm = z.number().min(0).max(50_000).describe('Kilometres');
export const capacityGB = z.number().positive().max(1_000_000).describe('Gigabytes (10^9 bytes)');
export const chargeMah = z.number().min(0).max(1_000_000).describe('Milliampere hours');
export const cycles = z.number().int().min(0).max(100_000).describe('Full charge cycles');
export const usageHours = z.number().min(0).max(1_000_000).describe('Hours');
export const days = z.number().int().min(0).max(3650).describe('Days');
export const emissionsKgCO2e = z.number().min(0).max(1_000_000).describe('Kilograms of CO2 equivalents');
