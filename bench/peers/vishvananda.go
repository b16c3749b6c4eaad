// vishvananda NAMESPACE
//
// A peer of "netlink-dump": vishvananda/netlink, as one uses it. For each line on standard input lists the links of the network namespace that the file names, reads of each one name, index, flags, MTU, address and statistics,
// and prints how long that took in us.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
)

var sink uint64

func main() {
	runtime.LockOSThread()
	place, err := netns.GetFromPath(os.Args[1])
	if err != nil {
		panic(err)
	}
	handle, err := netlink.NewHandleAt(place)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		begin := time.Now()
		links, err := handle.LinkList()
		if err != nil {
			panic(err)
		}
		sum := uint64(0)
		for _, link := range links {
			read := link.Attrs()
			sum += uint64(read.Index) + uint64(read.RawFlags) + uint64(read.MTU) + uint64(read.Name[0])
			if len(read.HardwareAddr) == 6 {
				sum += uint64(read.HardwareAddr[0])
			}
			statistics := read.Statistics
			sum += statistics.RxPackets + statistics.TxPackets + statistics.RxBytes + statistics.TxBytes + statistics.RxErrors + statistics.TxErrors + statistics.RxDropped + statistics.TxDropped + statistics.Multicast
		}
		took := time.Since(begin)
		sink += sum
		fmt.Printf("%.4f %d\n", float64(took.Nanoseconds())/1000, len(links))
	}
}
