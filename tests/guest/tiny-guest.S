/* The tiny guest: a boot sector that keeps memory changing in an order that a test can check.
 *
 * It says S on COM1, then passes over the range for ever: one more in the first byte of each 4 KiB page, lowest page first, and after
 * each pass a letter on COM1, a to z and round again. So at every moment the pages' bytes, in order, are the same number up to some page
 * and one less behind it: memory that a migration lost, repeated or mixed up shows as a second step.
 *
 * Firmware starts it from a floppy disk, or QEMU's -kernel by its multiboot header, which needs no disk controller.
 *
 * Two words at the end of the sector are for whoever writes the image:
 *     offset 500: how many pages the range has, from 1 MiB up (little endian, at least 1)
 *     offset 504: how many turns to idle after each page (0 for none)
 *
 * Flat 32-bit protected mode without paging, interrupts off, nothing but plain instructions: it runs wherever x86 is emulated.
 */
        .set    RANGE, 0x100000
        .set    COM1, 0x3f8

        .code16
        .globl  start
start:  cli
        cld
        xorw    %ax, %ax
        movw    %ax, %ds
        movb    $2, %al                 /* A20 on, by the system control port */
        outb    %al, $0x92
        lgdt    gdt_pointer
        movl    %cr0, %eax
        orb     $1, %al
        movl    %eax, %cr0
        ljmp    $8, $protected

        .code32
multiboot_entry:
        cli
        cld
        lgdt    gdt_pointer
        ljmp    $8, $protected

protected:
        movw    $16, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movl    $0x7c00, %esp

        /* Firmware has left its own there: the first byte of each page starts at nought. */
        movl    $RANGE, %edi
        movl    pages, %ecx
clear:  movb    $0, (%edi)
        addl    $4096, %edi
        decl    %ecx
        jnz     clear

        movb    $'S', %bl
        call    say

        movb    $'a', %bl
pass:   movl    $RANGE, %edi
        movl    pages, %ecx
page:   incb    (%edi)
        addl    $4096, %edi
        movl    delay, %edx
        testl   %edx, %edx
        jz      next
idle:   decl    %edx
        jnz     idle
next:   decl    %ecx
        jnz     page

        call    say
        incb    %bl
        cmpb    $'z', %bl
        jbe     pass
        movb    $'a', %bl
        jmp     pass

        /* Sends the letter in bl once the port has room for it. */
say:    movw    $COM1 + 5, %dx
full:   inb     %dx, %al
        testb   $0x20, %al
        jz      full
        movw    $COM1, %dx
        movb    %bl, %al
        outb    %al, %dx
        ret

        /* https://www.gnu.org/software/grub/manual/multiboot/multiboot.html, 3.1.1: magic, flags (addresses are given), their checksum */
        .balign 4
multiboot:
        .long   0x1badb002, 0x10000, -(0x1badb002 + 0x10000)
        .long   multiboot, start, start + 512, start + 512, multiboot_entry

        .balign 8
gdt:    .quad   0
        .quad   0x00cf9a000000ffff      /* 8: code, base 0, 4 GiB */
        .quad   0x00cf92000000ffff      /* 16: data, the same */
gdt_pointer:
        .word   . - gdt - 1
        .long   gdt

        .org    500
pages:  .long   8192                    /* 32 MiB */
delay:  .long   0
        .org    510
        .word   0xaa55                  /* what firmware looks for */
