const numberFormat = new Intl.NumberFormat('en');

export const formatNumber = (value: number): string => numberFormat.format(value);
