// Command control-plane is etcd, kube-apiserver, kube-controller-manager and kubectl in one file. It acts by the name it
// is called by, so that one build and one set of shared packages serve all four.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/etcd/server/v3/etcdmain"
	_ "k8s.io/client-go/plugin/pkg/client/auth"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// exitWithStdin names the environment variable that ties the process to whoever holds the other end of its standard
// input. The end of that input comes also when the parent was killed and could not clean up.
const exitWithStdin = "KAFKAFLINK_EXIT_WITH_STDIN"

func main() {
	if os.Getenv(exitWithStdin) != "" {
		go exitAtEndOfStdin()
	}
	switch name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"); name {
	case "etcd":
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	case "kubectl":
		runKubectl()
	default:
		fmt.Fprintf(os.Stderr,
			"%s: call this as etcd, kube-apiserver, kube-controller-manager or kubectl (a link with that name)\n", name)
		os.Exit(2)
	}
}

// runKubectl sets the verbosity before the command exists, because plugins are looked up while it is made.
func runKubectl() {
	if _, err := logs.GlogSetter(kubectl.GetLogVerbosity(os.Args)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
		kubectlutil.CheckErr(err)
	}
}

func exitAtEndOfStdin() {
	// A read error means the same as the end: nobody holds the other side.
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(3)
}
