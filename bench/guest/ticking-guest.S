/* The benchmarks' guest: a boot sector that has 32 MiB in use, changes 64 pages of them a hundred times a second, and sleeps in between.
 *
 * It says S on COM1 when it has filled its memory. A guest that spins would keep one of a small machine's cores to itself, and what is
 * measured would be the host's scheduler.
 *
 * Flat 32-bit protected mode without paging; the only interrupt is the timer's.
 */
        .set    RANGE, 0x100000
        .set    PAGES, 8192
        .set    PAGES_A_TICK, 64
        .set    IDT, 0x8000
        .set    TIMER_VECTOR, 0x20
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
protected:
        movw    $16, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movl    $0x7c00, %esp

        movl    $RANGE, %edi            /* no two pages alike, and none of zeros */
        movl    $PAGES * 1024, %ecx
fill:   movl    %edi, (%edi)
        addl    $4, %edi
        decl    %ecx
        jnz     fill

        movl    $tick, %eax             /* one gate: 32-bit interrupt, present */
        movw    %ax, IDT + TIMER_VECTOR * 8
        movw    $8, IDT + TIMER_VECTOR * 8 + 2
        movw    $0x8e00, IDT + TIMER_VECTOR * 8 + 4
        shrl    $16, %eax
        movw    %ax, IDT + TIMER_VECTOR * 8 + 6
        lidt    idt_pointer

        movb    $0x11, %al              /* interrupt controller: the timer at its vector, the others masked */
        outb    %al, $0x20
        movb    $TIMER_VECTOR, %al
        outb    %al, $0x21
        movb    $4, %al
        outb    %al, $0x21
        movb    $1, %al
        outb    %al, $0x21
        movb    $0xfe, %al
        outb    %al, $0x21
        movb    $0x34, %al              /* timer: 1193182 Hz / 11932 = 100 Hz */
        outb    %al, $0x43
        movb    $11932 & 0xff, %al
        outb    %al, $0x40
        movb    $11932 >> 8, %al
        outb    %al, $0x40

        movw    $COM1, %dx
        movb    $'S', %al
        outb    %al, %dx

        movl    $RANGE, %edi
        sti
sleep:  hlt
        movl    $PAGES_A_TICK, %ecx
page:   incl    (%edi)
        addl    $4096, %edi
        decl    %ecx
        jnz     page
        cmpl    $RANGE + PAGES * 4096, %edi
        jb      sleep
        movl    $RANGE, %edi
        jmp     sleep

tick:   pushl   %eax
        movb    $0x20, %al              /* end of interrupt */
        outb    %al, $0x20
        popl    %eax
        iret

        .balign 8
gdt:    .quad   0
        .quad   0x00cf9a000000ffff      /* 8: code, base 0, 4 GiB */
        .quad   0x00cf92000000ffff      /* 16: data, the same */
gdt_pointer:
        .word   . - gdt - 1
        .long   gdt
idt_pointer:
        .word   (TIMER_VECTOR + 1) * 8 - 1
        .long   IDT

        .org    510
        .word   0xaa55                  /* what firmware looks for */
