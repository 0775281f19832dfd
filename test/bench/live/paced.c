/*
 * Makes system calls at a steady rate: each millisecond a burst of its share of them, then sleep until the next.
 *
 *   paced CALLS_PER_SECOND SECONDS
 *
 * The calls are reads and writes of one byte in turn, from /dev/zero and to /dev/null. A burst that comes late is not left out, so that
 * the number of calls is right in any case; the time they took, in seconds, is printed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_SECOND 1000000000L
#define BURSTS_PER_SECOND 1000

static double seconds_since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / NS_PER_SECOND;
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	long rate = atol(argv[1]), bursts = atol(argv[2]) * BURSTS_PER_SECOND;
	int in = open("/dev/zero", O_RDONLY), out = open("/dev/null", O_WRONLY);
	if (in < 0 || out < 0 || rate <= 0)
		return 1;
	char byte;
	struct timespec start, next;
	clock_gettime(CLOCK_MONOTONIC, &start);
	next = start;
	for (long burst = 0; burst < bursts; burst++) {
		long calls = rate * (burst + 1) / BURSTS_PER_SECOND - rate * burst / BURSTS_PER_SECOND;
		for (long call = 0; call < calls; call++)
			if ((call & 1 ? write(out, &byte, 1) : read(in, &byte, 1)) != 1)
				return 1;
		next.tv_nsec += NS_PER_SECOND / BURSTS_PER_SECOND;
		if (next.tv_nsec >= NS_PER_SECOND) {
			next.tv_nsec -= NS_PER_SECOND;
			next.tv_sec++;
		}
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
	}
	printf("%.3f\n", seconds_since(&start));
	return 0;
}
