/*
 * dirty: the floor of dirty-harvest. For each line "KIND PERCENT COUNT" on standard input makes the bitmap of a guest of 64 GiB, as
 * DirtyGuest.cs makes it, harvests it COUNT times into ranges, word by word with ctz, and prints what one harvest took in us, how many
 * ranges it found and how many pages.
 */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORDS (1u << 18)
#define CAPACITY 4096

struct range {
    uint64_t first, count;
};

static uint64_t bitmap[WORDS];
static struct range ranges[CAPACITY];

static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static void fill(bool clustered, unsigned percent)
{
    uint64_t state = percent, begins, ends;
    begins = clustered ? (UINT64_C(1) << 58) * percent / (100 - percent) : UINT64_MAX / 100 * percent;
    ends = clustered ? UINT64_C(1) << 58 : UINT64_MAX - begins;
    bool dirty = false;
    for (size_t i = 0; i < WORDS; i++) {
        uint64_t word = 0;
        for (int bit = 0; bit < 64; bit++) {
            dirty ^= next(&state) < (dirty ? ends : begins);
            word |= (uint64_t)dirty << bit;
        }
        bitmap[i] = word;
    }
}

/* The next ranges from bit *position on, at most CAPACITY. A range is not cut at the buffer's end. */
static size_t harvest(const uint64_t *words, size_t length, struct range *out, uint64_t *position)
{
    size_t count = 0;
    uint64_t start = 0;
    bool open = false;
    for (size_t i = *position / 64; i < length; i++) {
        uint64_t base = (uint64_t)i * 64, word = words[i];
        if (i == *position / 64)
            word &= ~UINT64_C(0) << *position % 64;
        if (open) {
            if (word == ~UINT64_C(0))
                continue;
            unsigned end = __builtin_ctzll(~word);
            out[count++] = (struct range){start, base + end - start};
            open = false;
            if (count == CAPACITY) {
                *position = base + end;
                return count;
            }
            word &= ~UINT64_C(0) << end;
        }
        while (word) {
            unsigned begin = __builtin_ctzll(word);
            start = base + begin;
            uint64_t clean = ~word & ~UINT64_C(0) << begin;
            if (clean == 0) {
                open = true;
                break;
            }
            unsigned end = __builtin_ctzll(clean);
            out[count++] = (struct range){start, base + end - start};
            if (count == CAPACITY) {
                *position = base + end;
                return count;
            }
            word &= ~UINT64_C(0) << end;
        }
    }
    *position = (uint64_t)length * 64;
    if (open)
        out[count++] = (struct range){start, *position - start};
    return count;
}

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

int main(void)
{
    char kind[16], made[32] = "";
    unsigned percent;
    int repeats;
    while (scanf("%15s %u %d", kind, &percent, &repeats) == 3) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "%s %u", kind, percent);
        if (strcmp(wanted, made) != 0)
            fill(strcmp(kind, "clustered") == 0, percent);
        strcpy(made, wanted);

        uint64_t found = 0, pages = 0;
        double begin = now_us();
        for (int i = 0; i < repeats; i++) {
            size_t count;
            uint64_t position = 0;
            do {
                count = harvest(bitmap, WORDS, ranges, &position);
                found += count;
            } while (count == CAPACITY);
        }
        double each = (now_us() - begin) / repeats;

        size_t count;
        uint64_t position = 0;
        do {
            count = harvest(bitmap, WORDS, ranges, &position);
            for (size_t i = 0; i < count; i++)
                pages += ranges[i].count;
        } while (count == CAPACITY);
        printf("%.4f %lu %lu\n", each, (unsigned long)(found / repeats), (unsigned long)pages);
        fflush(stdout);
    }
    return 0;
}
