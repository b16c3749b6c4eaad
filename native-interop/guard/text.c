#include "text.h"

static void put(struct text *text, char c)
{
    if (text->length == text->size)
        text->full = 1;
    else
        text->bytes[text->length++] = c;
}

void text_string(struct text *text, const char *string)
{
    while (*string != '\0')
        put(text, *string++);
}

void text_number(struct text *text, int64_t number)
{
    char digits[20];
    unsigned count = 0;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    if (number < 0)
        put(text, '-');
    do
        digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    while (count != 0)
        put(text, digits[--count]);
}

void text_uuid(struct text *text, const uint8_t id[16])
{
    static const char hex[] = "0123456789abcdef";
    for (unsigned i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            put(text, '-');
        put(text, hex[id[i] >> 4]);
        put(text, hex[id[i] & 15]);
    }
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int text_parse_uuid(const char *string, size_t length, uint8_t id[16])
{
    unsigned digits = 0;
    for (size_t i = 0; i < length && digits < 32; i++) {
        if (string[i] == '-')
            continue;
        int value = digit(string[i]);
        if (value < 0)
            return 0;
        id[digits / 2] = (uint8_t)(digits % 2 == 0 ? value << 4 : id[digits / 2] | value);
        digits++;
    }
    return digits == 32;
}
