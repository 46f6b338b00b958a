import {describe, expect, it} from 'vitest';
import {parseOsRelease} from '../../source/parsers/os-release.ts';
import {parseProcCpuinfo} from '../../source/parsers/proc-cpuinfo.ts';
import {readFixture} from '../helpers/node-fixture.ts';

describe('parseOsRelease', () => {
	it('reads the name of the capture', () => {
		const text = readFixture('debian-12-x86-vm', '/etc/os-release');
		expect(parseOsRelease(text).value).toBe('Debian GNU/Linux 12 (bookworm)');
	});

	it.each([
		['NAME=Alpine\nVERSION=3.20\n', 'Alpine 3.20'],
		["NAME='Void Linux'\n", 'Void Linux'],
		['PRETTY_NAME="A \\"quoted\\" \\$5 \\\\ name"\n', 'A "quoted" $5 \\ name'],
		['VERSION="12"\n', undefined],
		['PRETTY_NAME=""\nNAME=Arch\n', 'Arch'],
		['PRETTY_NAME="never closed\nNAME=Arch\n', 'Arch'],
		['# PRETTY_NAME=comment\n', undefined],
	])('reads %j as %j', (text, name) => {
		expect(parseOsRelease(text).value).toBe(name);
	});
});

describe('parseProcCpuinfo', () => {
	it.each([
		['debian-12-x86-vm', 'Intel(R) Xeon(R) Processor @ 2.50GHz'],
		['raspberry-pi', 'Raspberry Pi Zero W Rev 1.1'],
		['cpuinfo-armv7', 'Cortex-A7'],
		['cpuinfo-power', 'POWER7 (architected)'],
		['cpuinfo-s390', 'IBM z13'],
	])('names the processor of %s', (fixture, name) => {
		expect(parseProcCpuinfo(readFixture(fixture, '/proc/cpuinfo')).value).toBe(name);
	});

	it.each([
		['CPU implementer : 0x41\nCPU part : 0xd05\nCPU part : 0xd0b\n', 'Cortex-A55 + Cortex-A76'],
		['CPU implementer : 0x99\nCPU part : 0xfff\nmodel name : ARMv8 Processor\n', 'ARMv8 Processor'],
		['processor 0: version = FF, identification = 1, machine = 9999\n', 'IBM/S390 machine 9999'],
		['Model Name : Loongson-3A5000\n', 'Loongson-3A5000'],
		['uarch : sifive,u74-mc\n', 'sifive,u74-mc'],
		['Hardware : BCM2835\n', undefined],
		['model : 85\n', undefined],
	])('reads %j as %j', (text, name) => {
		expect(parseProcCpuinfo(text).value).toBe(name);
	});
});
