import {expect, it} from 'vitest';
import {
	countText,
	latencyText,
	rateText,
	shareText,
	sizeText,
	speedText,
	temperatureText,
} from '../../source/theme/number-text.ts';

it.each([
	[0, '0%'],
	[0.001, '1%'],
	[0.004, '1%'],
	[0.025, '3%'],
	[0.5, '50%'],
	[0.994, '99%'],
	[0.999, '99%'],
	[1, '100%'],
	[1.2, '120%'],
])('a share of %d is %s: 0%% and 100%% only when it truly is', (fraction, text) => {
	expect(shareText(fraction)).toBe(text);
});

it.each([
	[0, '0 B'],
	[999, '999 B'],
	[1000, '0.98 KiB'],
	[1024, '1 KiB'],
	[1536, '1.5 KiB'],
	[1023 * 1024, '1 MiB'],
	[999.4 * 1024, '999 KiB'],
	[999.6 * 1024, '0.98 MiB'],
	[640 * 1024 ** 2, '640 MiB'],
	[21.1 * 1024 ** 3, '21.1 GiB'],
	[3 * 1024 ** 4, '3 TiB'],
	[5000 * 1024 ** 5, '5000 PiB'],
])('%d bytes are %s', (bytes, text) => {
	expect(sizeText(bytes)).toBe(text);
});

it.each([
	[0, '0 kB/s'],
	[40, '0.04 kB/s'],
	[1000, '1 kB/s'],
	[1_234_567, '1.23 MB/s'],
	[999_400, '999 kB/s'],
	[999_700, '1 MB/s'],
	[2.5e9, '2.5 GB/s'],
	[5e15, '5000 TB/s'],
])('%d bytes a second are %s', (bytesPerSecond, text) => {
	expect(rateText(bytesPerSecond)).toBe(text);
});

it.each([
	[0, '0 ms'],
	[0.7, '0.7 ms'],
	[0.123, '0.12 ms'],
	[12.34, '12.3 ms'],
	[123.4, '123 ms'],
	[999, '999 ms'],
	[1000, '1 s'],
	[1234, '1.23 s'],
	[10_000, '10 s'],
	[-1.5, '-1.5 ms'],
])('%d ms are written %s', (ms, text) => {
	expect(latencyText(ms)).toBe(text);
});

it('a temperature has no decimals', () => {
	expect(temperatureText(70.6)).toBe('71°C');
	expect(temperatureText(-3.2)).toBe('-3°C');
});

it('one thing is single, none and many are plural', () => {
	expect(countText(1, 'node')).toBe('1 node');
	expect(countText(0, 'node')).toBe('0 nodes');
	expect(countText(12_345, 'node')).toBe('12,345 nodes');
});

it.each([
	[6.14, '6.14 tok/s'],
	[171.2, '171 tok/s'],
	[3124.4, '3,124 tok/s'],
])('%d tokens a second are %s', (tokensPerSecond, text) => {
	expect(speedText(tokensPerSecond)).toBe(text);
});
