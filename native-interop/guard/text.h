/* Text into a fixed buffer. What does not fit is left out and told by `full`. */
#ifndef VIRTCORE_GUARD_TEXT_H
#define VIRTCORE_GUARD_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct text {
    char *bytes;
    size_t size;
    size_t length;
    int full;
};

void text_string(struct text *text, const char *string);
void text_number(struct text *text, int64_t number);
void text_uuid(struct text *text, const uint8_t id[16]);
/* 0 when the text is not 32 hexadecimal digits with any dashes between them. */
int text_parse_uuid(const char *string, size_t length, uint8_t id[16]);

#endif
