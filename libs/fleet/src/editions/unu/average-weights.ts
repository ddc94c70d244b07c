/** Average weight in kg per unit put on the market in 2021 (default for all countries), by UNU key: see NOTICE.md. */
export const UNU_AVERAGE_WEIGHT_KG = {
  '0305': 0.45,
  '0402': 0.23,
  '0406': 0.29,
} as const;
