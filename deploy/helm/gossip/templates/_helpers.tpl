{{/* The name that all objects begin with: the release's. At most 50 characters, for "-2147483647" and the like behind it. */}}
{{- define "gossip.name" -}}
{{- $name := ternary .Release.Name (printf "%s-gossip" .Release.Name) (contains "gossip" .Release.Name) -}}
{{- trunc 50 $name | trimSuffix "-" -}}
{{- end -}}

{{- define "gossip.selector" -}}
app.kubernetes.io/name: gossip
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gossip.labels" -}}
{{ include "gossip.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}

{{- define "gossip.experiment" -}}
{{- .Values.experiment | default (.Files.Get "files/experiment.yaml") -}}
{{- end -}}

{{- define "gossip.image" -}}
{{- $tag := .Values.image.tag | default (printf "%s%s" .Chart.AppVersion (ternary "-cuda" "" (gt (int .Values.gpu.count) 0))) -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}

{{- define "gossip.secret" -}}
{{- .Values.auth.existingSecret | default (printf "%s-auth" (include "gossip.name" .)) -}}
{{- end -}}

{{- define "gossip.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "gossip.name" .) -}}
{{- end -}}

{{- define "gossip.tlsSecret" -}}
{{- .Values.tls.existingSecret | default (printf "%s-tls" (include "gossip.name" .)) -}}
{{- end -}}

{{/* Whom a pod asks for the way in: all, by the names that they have for ever. */}}
{{- define "gossip.seeds" -}}
{{- $name := include "gossip.name" . -}}
{{- $seeds := list -}}
{{- range until (int .Values.replicas) -}}
{{- $seeds = append $seeds (printf "%s-%d.%s:%d" $name . $name (int $.Values.ports.control)) -}}
{{- end -}}
{{- join "," $seeds -}}
{{- end -}}

{{/* How many nodes the experiment has, where its graph says so as generator:size; 0 where it cannot be told from here. */}}
{{- define "gossip.nodes" -}}
{{- $text := include "gossip.experiment" . -}}
{{- if not (contains ":" $text) -}}
{{- fail (printf "experiment: not an experiment file but '%s'; --set-file experiment=%s reads the file" (trunc 50 $text) (trunc 50 $text)) -}}
{{- end -}}
{{- $experiment := fromYaml $text -}}
{{- if hasKey $experiment "Error" -}}
{{- fail (printf "experiment: no YAML (%s)" ($experiment.Error | replace "\n" " ")) -}}
{{- end -}}
{{- if not (hasKey $experiment "problem") -}}
{{- fail "experiment: no problem, which every experiment has" -}}
{{- end -}}
{{- $graph := $experiment.graph | default "" -}}
{{- $graph = toString (kindIs "map" $graph | ternary (get (kindIs "map" $graph | ternary $graph dict) "spec") $graph) -}}
{{- $size := regexFind "[0-9]+(x[0-9]+)*" (regexFind "^[a-z-]+:[0-9]+(x[0-9]+)*" $graph) -}}
{{- if eq $graph "petersen" -}}10
{{- else if eq $size "" -}}0
{{- else if hasPrefix "hypercube:" $graph -}}{{- $n := 1 -}}{{- range until (int $size) -}}{{- $n = mul 2 $n -}}{{- end -}}{{ $n }}
{{- else -}}{{- $n := 1 -}}{{- range splitList "x" $size -}}{{- $n = mul $n (int .) -}}{{- end -}}{{ $n }}
{{- end -}}
{{- end -}}

{{/* What the schema cannot see. */}}
{{- define "gossip.check" -}}
{{- $nodes := int (include "gossip.nodes" .) -}}
{{- if and (gt $nodes 0) (gt (int .Values.replicas) $nodes) -}}
{{- fail (printf "replicas: %d, but the experiment has %d nodes; at most as many pods as nodes" (int .Values.replicas) $nodes) -}}
{{- end -}}
{{- if .Values.tls.enabled -}}
{{- if and .Values.tls.existingSecret .Values.tls.certManager.enabled -}}
{{- fail "tls: existingSecret and certManager; one of the two" -}}
{{- else if not (or .Values.tls.existingSecret .Values.tls.certManager.enabled) -}}
{{- fail "tls: enabled without a certificate; tls.existingSecret=NAME or tls.certManager.enabled=true" -}}
{{- else if and .Values.tls.certManager.enabled (not .Values.tls.certManager.issuer.name) -}}
{{- fail "tls.certManager.issuer.name: nothing; the name of an Issuer or ClusterIssuer" -}}
{{- end -}}
{{- else if or .Values.tls.existingSecret .Values.tls.certManager.enabled -}}
{{- fail "tls: a certificate, but enabled is false; tls.enabled=true" -}}
{{- end -}}
{{- $ports := list (int .Values.ports.control) (int .Values.ports.lane) (int .Values.ports.http) -}}
{{- if ne (len (uniq $ports)) 3 -}}
{{- fail (printf "ports: %s; three different ones" (join ", " $ports)) -}}
{{- end -}}
{{- end -}}
