{{- define "service.name" -}}
{{- .Values.service | default .Chart.Name -}}
{{- end }}

{{- define "service.fullname" -}}
{{- printf "%s-%s" .Release.Name (include "service.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "service.selector" -}}
app.kubernetes.io/name: {{ include "service.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: waybill
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "service.account" -}}
{{- .Values.serviceAccount.name | default (include "service.fullname" .) -}}
{{- end }}

{{/* The whole time between SIGTERM's announcement and SIGKILL, in seconds: as long as a drain may take, or more. */}}
{{- define "service.gracePeriod" -}}
{{- $needed := add (div (add .Values.drainTimeoutMs 999) 1000) .Values.preStopSeconds 5 -}}
{{- if kindIs "invalid" .Values.terminationGracePeriodSeconds -}}
{{- $needed -}}
{{- else if lt (int64 .Values.terminationGracePeriodSeconds) $needed -}}
{{- fail (printf "%s: terminationGracePeriodSeconds is %d, but draining may take %d: drainTimeoutMs + preStopSeconds + 5 s. Raise it, lower drainTimeoutMs, or leave it out." (include "service.name" .) (int64 .Values.terminationGracePeriodSeconds) $needed) -}}
{{- else -}}
{{- int64 .Values.terminationGracePeriodSeconds -}}
{{- end -}}
{{- end }}

{{/* What must be known and has no default, all that is missing in one sentence. */}}
{{- define "service.require" -}}
{{- $missing := list -}}
{{- $global := .Values.global | default dict -}}
{{- if not $global.stage }}{{ $missing = append $missing "global.stage (prefix of all names in AWS, e.g. prod)" }}{{ end -}}
{{- if not $global.awsRegion }}{{ $missing = append $missing "global.awsRegion" }}{{ end -}}
{{- if .Values.usesIssuer -}}
{{- $oidc := $global.oidc | default dict -}}
{{- if not $oidc.issuer }}{{ $missing = append $missing "global.oidc.issuer (whose tokens are believed)" }}{{ end -}}
{{- if not $oidc.jwksUrl }}{{ $missing = append $missing "global.oidc.jwksUrl" }}{{ end -}}
{{- end -}}
{{- if not (.Values.image.repository | default (dig "image" "repository" "" $global)) }}{{ $missing = append $missing "global.image.repository (where the images are, without the service's name)" }}{{ end -}}
{{- if not .Values.roles }}{{ $missing = append $missing (printf "%s.roles (at least one of http, queue, stream, ws)" (include "service.name" .)) }}{{ end -}}
{{- range .Values.requiredValues }}{{ if not (tpl (printf "{{ .Values.%s }}" .) $) }}{{ $missing = append $missing (printf "%s.%s" (include "service.name" $) .) }}{{ end }}{{ end -}}
{{- range $name, $value := .Values.env }}{{ if eq (toString $value) "" }}{{ $missing = append $missing (printf "%s.env.%s (docs/configuration.md)" (include "service.name" $) $name) }}{{ end }}{{ end -}}
{{- if $missing }}{{ fail (printf "%s needs these values: %s" (include "service.name" .) (join "; " $missing)) }}{{ end -}}
{{- end }}

{{/* Whether an autoscaler owns the number of a role's pods. */}}
{{- define "service.isScaled" -}}
{{- if ne .autoscaling.kind "none" }}true{{ end -}}
{{- end }}
