/* idle: the guarded process of "guard-memory": waits until it is killed. */
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
